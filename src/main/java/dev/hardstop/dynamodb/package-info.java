/**
 * The edge to the table. It alone knows DynamoDB and how a dossier is laid out as an item; it knows
 * {@code suppression} and below, and no other edge. Start reading at {@link
 * dev.hardstop.dynamodb.DynamoDbSuppressionList}, then {@link dev.hardstop.dynamodb.DossierCodec}.
 */
package dev.hardstop.dynamodb;
