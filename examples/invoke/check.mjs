// Asks Hardstop to which addresses mail may be sent, without HTTP: it invokes the function check directly.
//
//   HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… node check.mjs ok@example.com gone@example.org
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** Unknown: send to none of the addresses now, and ask again later. */
class NoVerdict extends Error {}

/** The addresses, out of at most 1,000, to which mail may be sent. */
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
  // If the function failed, the status is 200 with a FunctionError. A problem has no results.
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
