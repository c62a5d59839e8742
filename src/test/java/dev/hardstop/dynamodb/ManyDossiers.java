package dev.hardstop.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Copies of a dossier, written straight to a table: much faster than the bounces that they stand for. */
public final class ManyDossiers {
  private static final int ITEMS_OF_A_REQUEST = 25;

  private ManyDossiers() {}

  /**
   * Stores about each of these addresses what is stored about the first.
   *
   * @param model an address in canonical form, whose dossier is in the table
   * @param addresses in canonical form
   */
  public static void copy(
      DynamoDbClient client, String table, String model, List<String> addresses) {
    Map<String, AttributeValue> item = client
        .getItem(get -> get.tableName(table).key(DossierCodec.key(model)).consistentRead(true))
        .item();
    String day = item.get("touched").s().split("#", 2)[0];
    IntStream.range(0, (addresses.size() + ITEMS_OF_A_REQUEST - 1) / ITEMS_OF_A_REQUEST)
        .parallel()
        .forEach(request -> {
          int first = request * ITEMS_OF_A_REQUEST;
          int end = Math.min(first + ITEMS_OF_A_REQUEST, addresses.size());
          write(client, table, item, day, addresses.subList(first, end));
        });
  }

  private static void write(
      DynamoDbClient client,
      String table,
      Map<String, AttributeValue> model,
      String day,
      List<String> addresses) {
    List<WriteRequest> writes = new ArrayList<>();
    for (String address : addresses) {
      Map<String, AttributeValue> item = new HashMap<>(model);
      item.put("subject", AttributeValue.fromS(address));
      item.put("domain", AttributeValue.fromS(address.substring(address.lastIndexOf('@') + 1)));
      item.put("touched", AttributeValue.fromS(day + "#" + address));
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    client.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
  }
}
