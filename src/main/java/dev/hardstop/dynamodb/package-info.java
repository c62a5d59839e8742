/**
 * The edge to the table: the only package that knows DynamoDB and how dossiers and the state of {@code
 * watch} are laid out as items. It knows {@code suppression}, {@code diagnosis}, {@code watchstate} and
 * the packages below them, and no other edge. Start reading at {@link
 * dev.hardstop.dynamodb.DossierCodec}, which documents the item, then {@link
 * dev.hardstop.dynamodb.DynamoDbSuppressionList}.
 */
package dev.hardstop.dynamodb;
