"""Asks Hardstop to which addresses mail may be sent, without HTTP: it invokes the function check directly.

    HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… python3 check.py ok@example.com gone@example.org
"""

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


# The function itself gives up after 15 seconds.
PATIENCE = Config(connect_timeout=5, read_timeout=20)


class NoVerdict(Exception):
    """Unknown: send to none of the addresses now, and ask again later."""


def mailable(addresses):
    """The addresses, out of at most 1,000, to which mail may be sent."""
    try:
        reply = boto3.client("lambda", config=PATIENCE).invoke(
            FunctionName=os.environ["HARDSTOP_CHECK_FUNCTION"],
            Payload=json.dumps({"addresses": addresses}),
        )
        answer = json.load(reply["Payload"])
    except (BotoCoreError, ClientError, ValueError) as unreachable:
        raise NoVerdict("Lambda gave no answer") from unreachable
    # If the function failed, the status is 200 with a FunctionError. A problem has no results.
    if reply.get("FunctionError"):
        raise NoVerdict("the function failed")
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise NoVerdict("the answer has no results")
    return [each["address"] for each in answer["results"] if each["suppressed"] is False]


if __name__ == "__main__":
    try:
        allowed = mailable(sys.argv[1:])
    except NoVerdict as unknown:
        sys.exit(f"do not know: do not send ({unknown})")
    for address in sys.argv[1:]:
        print(address, "send" if address in allowed else "do not send", sep=": ")
