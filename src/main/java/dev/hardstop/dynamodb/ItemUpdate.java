package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Builds an update of one item, clause by clause (DynamoDB developer guide, "Update expressions").
 * Every attribute has a placeholder, because some names are reserved words or contain characters with a
 * special meaning in expressions.
 */
final class ItemUpdate {
  private final List<String> set = new ArrayList<>();
  private final List<String> add = new ArrayList<>();
  private final List<String> delete = new ArrayList<>();
  private final List<String> remove = new ArrayList<>();
  private final Map<String, String> placeholders = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private String condition;

  /** Returns the placeholder of an attribute, for {@link #set} and conditions. */
  String name(String attribute) {
    return placeholders.computeIfAbsent(attribute, added -> "#n" + placeholders.size());
  }

  /** Returns the placeholder of a value, for {@link #set} and conditions. */
  String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /** Sets an attribute to an operand; both are given by their placeholders. */
  ItemUpdate set(String name, String operand) {
    set.add(name + " = " + operand);
    return this;
  }

  /**
   * Sets an attribute, on the condition that it still has its former value.
   *
   * @param before the former value; empty if there was no such attribute
   */
  ItemUpdate replace(String attribute, Optional<AttributeValue> before, AttributeValue after) {
    String name = name(attribute);
    return set(name, value(after))
        .onlyIf(before
            .map(it -> name + " = " + value(it))
            .orElse("attribute_not_exists(" + name + ")"));
  }

  ItemUpdate addDays(String attribute, Collection<LocalDate> days) {
    return add(attribute, DossierCodec.writeDays(days));
  }

  /** Adds members to a set; creates the attribute if it is absent. */
  ItemUpdate add(String attribute, AttributeValue members) {
    add.add(name(attribute) + " " + value(members));
    return this;
  }

  ItemUpdate deleteDays(String attribute, Collection<LocalDate> days) {
    return delete(attribute, DossierCodec.writeDays(days));
  }

  /** Deletes members from a set. */
  ItemUpdate delete(String attribute, AttributeValue members) {
    delete.add(name(attribute) + " " + value(members));
    return this;
  }

  ItemUpdate remove(String attribute) {
    remove.add(name(attribute));
    return this;
  }

  ItemUpdate with(IndexKeys keys) {
    keys.addTo(this);
    return this;
  }

  ItemUpdate with(Expiry expiry) {
    expiry.addTo(this);
    return this;
  }

  /** Adds a further condition to the update. */
  ItemUpdate andIf(String expression) {
    condition = condition == null ? expression : "(" + condition + ") AND (" + expression + ")";
    return this;
  }

  /** Sets the condition of the update. If it fails, the exception contains the current item. */
  ItemUpdate onlyIf(String expression) {
    condition = expression;
    return this;
  }

  /** Returns the request that updates the item of this subject. */
  UpdateItemRequest.Builder of(String table, Subject subject) {
    return of(table, subject.key());
  }

  /** Returns the request that updates the item with this key. */
  UpdateItemRequest.Builder of(String table, String key) {
    UpdateItemRequest.Builder request = UpdateItemRequest.builder()
        .tableName(table)
        .key(DossierCodec.key(key))
        .updateExpression(expression())
        .expressionAttributeNames(names());
    if (!values.isEmpty()) {
      request.expressionAttributeValues(values);
    }
    if (condition != null) {
      request
          .conditionExpression(condition)
          .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    return request;
  }

  /**
   * Updates the item with this key.
   *
   * @return whether the condition held, so that the item was written
   */
  boolean writeTo(DynamoDbClient client, String table, String key) {
    try {
      client.updateItem(of(table, key).build());
      return true;
    } catch (ConditionalCheckFailedException leftAsItIs) {
      return false;
    }
  }

  private String expression() {
    StringBuilder expression = new StringBuilder();
    append(expression, "SET", set);
    append(expression, "ADD", add);
    append(expression, "DELETE", delete);
    append(expression, "REMOVE", remove);
    return expression.toString();
  }

  private static void append(StringBuilder expression, String keyword, List<String> clauses) {
    if (!clauses.isEmpty()) {
      expression.append(keyword).append(' ').append(String.join(", ", clauses)).append(' ');
    }
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    placeholders.forEach((attribute, placeholder) -> names.put(placeholder, attribute));
    return names;
  }
}
