// A webhook for the events of Hardstop: it confirms the subscription, verifies every message of SNS, and passes each
// event to `apply`. It needs Node 20 or newer and nothing else. Run it behind a proxy that ends TLS.
//   TOPIC_ARN=arn:aws:sns:… PORT=8081 node webhook.mjs
import { verify } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const LONGEST_BODY = 300_000;
const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const SIGNED = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
};
const ALGORITHMS = { 1: "RSA-SHA1", 2: "RSA-SHA256" };
const certificates = new Map();

// What your system does with an event. SNS sends the message again if this fails.
async function apply(event) {
  console.log(event.time, event.type, event.data.reason);
}

// Whether a message was signed with the key of this certificate (Amazon SNS developer guide, "Verifying the signatures
// of Amazon SNS messages").
export function isSigned(message, certificate) {
  const names = SIGNED[message.Type];
  const algorithm = ALGORITHMS[message.SignatureVersion];
  if (!names || !algorithm || typeof message.Signature !== "string") return false;
  const text = names.filter((name) => name in message).map((name) => `${name}\n${message[name]}\n`).join("");
  return verify(algorithm, Buffer.from(text), certificate, Buffer.from(message.Signature, "base64"));
}

// Only an address of SNS itself: whoever sends a message also chooses the addresses in it.
export function isOfSns(address) {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === "https:" && url.port === "" && SNS_HOST.test(url.hostname);
}

async function certificate(address) {
  if (!isOfSns(address) || !new URL(address).pathname.endsWith(".pem")) throw new Error("not a certificate of SNS");
  if (!certificates.has(address)) {
    const response = await fetch(address, { redirect: "error" });
    if (!response.ok) throw new Error("no certificate");
    certificates.set(address, await response.text());
  }
  return certificates.get(address);
}

export async function receive(message, topicArn, fetchCertificate = certificate, call = apply) {
  if (message.TopicArn !== topicArn) return 403;
  if (!isSigned(message, await fetchCertificate(message.SigningCertURL))) return 403;
  if (message.Type === "Notification") {
    await call(JSON.parse(message.Message));
  } else if (message.Type === "SubscriptionConfirmation") {
    if (!isOfSns(message.SubscribeURL)) return 403;
    const confirmed = await fetch(message.SubscribeURL, { redirect: "error" });
    if (!confirmed.ok) return 502;
  }
  return 200;
}

async function read(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Error("too long");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const topicArn = process.env.TOPIC_ARN;
  if (!topicArn) throw new Error("TOPIC_ARN is not set");
  createServer(async (request, response) => {
    try {
      response.statusCode = await receive(await read(request), topicArn);
    } catch (failure) {
      console.error("not applied:", failure.name);
      response.statusCode = 500;
    }
    response.end();
  }).listen(Number(process.env.PORT ?? 8081));
}
