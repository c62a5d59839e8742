package dev.hardstop.announce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.local.StreamEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a table in DynamoDB Local, read from its first record. */
public final class StreamEvents {
  private final DynamoDbStreamsClient client;
  private final String arn;
  private final Set<String> read = new HashSet<>();

  /** The stream of this table. */
  public StreamEvents(LocalDynamoDb database, DynamoDbClient owner, String table) {
    this.client = database.streamsClient();
    this.arn =
        owner.describeTable(describe -> describe.tableName(table)).table().latestStreamArn();
  }

  /** The records of all writes since the last call, in their order, as Lambda hands them over. */
  public List<ObjectNode> next() {
    List<ObjectNode> records = new ArrayList<>();
    for (Shard shard : client
        .describeStream(describe -> describe.streamArn(arn))
        .streamDescription()
        .shards()) {
      String iterator = client
          .getShardIterator(get -> get.streamArn(arn)
              .shardId(shard.shardId())
              .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
          .shardIterator();
      boolean isEmpty = false;
      while (iterator != null && !isEmpty) {
        String current = iterator;
        GetRecordsResponse page = client.getRecords(get -> get.shardIterator(current));
        page.records().stream()
            .filter(record -> read.add(record.dynamodb().sequenceNumber()))
            .forEach(record -> records.add(StreamEvent.record(record, arn)));
        isEmpty = page.records().isEmpty();
        iterator = page.nextShardIterator();
      }
    }
    return records;
  }
}
