/**
 * The edge to the table. It alone knows DynamoDB and how a dossier is laid out as an item. Start
 * reading at DynamoDbSuppressionList.
 */
package dev.hardstop.dynamodb;
