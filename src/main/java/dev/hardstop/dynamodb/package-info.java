/**
 * The edge to the table: the only package that defines how dossiers and the state of {@code watch}
 * are laid out as items. It depends on {@code suppression}, {@code diagnosis},
 * {@code watchstate} and the packages below them, and no other edge. Start reading at {@link
 * dev.hardstop.dynamodb.DossierCodec}, which documents the item, then {@link
 * dev.hardstop.dynamodb.DynamoDbDossierTable}.
 */
package dev.hardstop.dynamodb;
