// What the benchmark compares the functions with: for each bounce it reads the same JSON and writes one item, for each
// question it reads the same two items with one request, with the AWS SDK for JavaScript. It classifies nothing.
import http from "node:http";
import {BatchGetItemCommand, DynamoDBClient, PutItemCommand} from "@aws-sdk/client-dynamodb";

const table = process.env.HARDSTOP_TABLE;
const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;
const agent = new http.Agent({keepAlive: true, maxSockets: 1});
const client = new DynamoDBClient({endpoint: process.env.QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE});

function request(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : {"content-length": Buffer.byteLength(body)};
    const sent = http.request(runtime + path, {method, agent, headers}, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({headers: response.headers, body: Buffer.concat(chunks).toString()}));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function log(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

async function record(message, requestId) {
  const {mail, bounce} = JSON.parse(JSON.parse(message.body).Message);
  for (const recipient of bounce.bouncedRecipients) {
    const day = mail.timestamp.slice(0, 10);
    await client.send(new PutItemCommand({
      TableName: table,
      Item: {
        subject: {S: recipient.emailAddress.toLowerCase()},
        day: {S: day},
        messageId: {S: mail.messageId},
        type: {S: `${bounce.bounceType}/${bounce.bounceSubType}`},
        status: {S: recipient.status ?? ""},
        reply: {S: recipient.diagnosticCode ?? ""},
        expiresAt: {N: String(Math.floor(Date.now() / 1000) + 400 * 86_400)},
      },
    }));
    log({level: "INFO", message: "Bounce kept", requestId, messageId: mail.messageId});
  }
}

async function feedback(event, requestId) {
  await Promise.all(event.Records.map((message) => record(message, requestId)));
  return {batchItemFailures: []};
}

async function check(event) {
  const {addresses} = JSON.parse(event.body);
  const keys = addresses.flatMap((address) => [address, address.slice(address.lastIndexOf("@"))]);
  const {Responses} = await client.send(new BatchGetItemCommand({
    RequestItems: {[table]: {ConsistentRead: true, Keys: keys.map((key) => ({subject: {S: key}}))}},
  }));
  const found = new Set(Responses[table].map((item) => item.subject.S));
  const results = addresses.map((address) => ({address, suppressed: found.has(address)}));
  log({level: "INFO", message: "POST /v1/check: 200"});
  return {
    statusCode: 200,
    headers: {"content-type": "application/json", "cache-control": "no-store"},
    body: JSON.stringify({results}),
    isBase64Encoded: false,
  };
}

const handle = process.env.QUARKUS_LAMBDA_HANDLER === "check" ? check : feedback;
for (;;) {
  const {headers, body} = await request("GET", "next");
  const id = headers["lambda-runtime-aws-request-id"];
  await request("POST", id + "/response", JSON.stringify(await handle(JSON.parse(body), id)));
}
