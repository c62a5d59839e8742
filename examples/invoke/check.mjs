// Asks Hardstop which addresses may be mailed, without HTTP: a direct call of its function check.
//
//   HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… node check.mjs ok@example.com gone@example.org
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** It is not known who may be mailed: send to none of them now, and ask again later. */
class NoVerdict extends Error {}

/** Those of these addresses, at most 1,000, that may be mailed. */
async function mailable(addresses) {
  let reply, answer;
  try {
    reply = await new LambdaClient().send(
      new InvokeCommand({
        FunctionName: process.env.HARDSTOP_CHECK_FUNCTION,
        Payload: JSON.stringify({ addresses }),
      }),
      // The function itself gives up after 15 seconds.
      { abortSignal: AbortSignal.timeout(20_000) },
    );
    answer = JSON.parse(Buffer.from(reply.Payload).toString());
  } catch (unreachable) {
    throw new NoVerdict("Lambda gave no answer", { cause: unreachable });
  }
  // A function that failed is an HTTP 200 with a FunctionError; a problem has no results.
  if (reply.FunctionError) {
    throw new NoVerdict("the function failed");
  }
  if (!Array.isArray(answer?.results)) {
    throw new NoVerdict("the answer has no results");
  }
  return answer.results.filter((each) => each.suppressed === false).map((each) => each.address);
}

const addresses = process.argv.slice(2);
try {
  const allowed = await mailable(addresses);
  for (const address of addresses) {
    console.log(`${address}: ${allowed.includes(address) ? "send" : "do not send"}`);
  }
} catch (unknown) {
  if (!(unknown instanceof NoVerdict)) throw unknown;
  console.error(`do not know: do not send (${unknown.message})`);
  process.exitCode = 1;
}
