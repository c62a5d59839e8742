"""An emulated AWS account with the stack of template.yaml in it: python3 account.py template.yaml

Prints one JSON object when the stack is complete, and ends when its standard input does. It needs
aws-sam-translator and moto[server], and listens on a free port of 127.0.0.1.
"""

import json
import os
import sys

REGION = "eu-central-1"
os.environ.update(
    AWS_DEFAULT_REGION=REGION,
    AWS_ACCESS_KEY_ID="emulated",
    AWS_SECRET_ACCESS_KEY="emulated",
    AWS_EC2_METADATA_DISABLED="true",
)

import boto3  # noqa: E402
from moto.core.common_models import CloudFormationModel  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402
from moto.sns.models import sns_backends  # noqa: E402
from moto.sqs.models import sqs_backends  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


def teach_cloudformation(resource_type, apply):
    """Moto lacks the resource types that only change another resource: apply makes the change."""

    def create(cls, name, template, account, region, **kwargs):
        apply(template["Properties"], sns_backends[account][region], sqs_backends[account][region])
        resource = cls()
        resource.physical_resource_id = name
        return resource

    type(
        resource_type.replace(":", ""),
        (CloudFormationModel,),
        {
            # Moto takes the second part for the name of a service.
            "__module__": "emulatedaccount.account",
            "cloudformation_name_type": staticmethod(lambda: ""),
            "cloudformation_type": staticmethod(lambda: resource_type),
            "create_from_cloudformation_json": classmethod(create),
        },
    )


def topic_policy(properties, sns, sqs):
    for topic in properties["Topics"]:
        sns.set_topic_attribute(topic, "policy", json.dumps(properties["PolicyDocument"]))


def queue_policy(properties, sns, sqs):
    for url in properties["Queues"]:
        policy = {"Policy": json.dumps(properties["PolicyDocument"])}
        sqs.set_queue_attributes(url.split("/")[-1], policy)


def subscription(properties, sns, sqs):
    made = sns.subscribe(properties["TopicArn"], properties["Endpoint"], properties["Protocol"])
    raw = str(properties.get("RawMessageDelivery", False)).lower()
    sns.set_subscription_attributes(made.arn, "RawMessageDelivery", raw)


def translated(path):
    """The template as AWS's own transform of it; the code that it names is never run."""
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://packages/function.zip"
    return json.dumps(transform(template, {}, None))


def create(template, client):
    s3 = client("s3")
    s3.create_bucket(
        Bucket="packages", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    s3.put_object(Bucket="packages", Key="function.zip", Body=b"PK\x05\x06" + bytes(18))
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="hardstop", TemplateBody=template, Capabilities=["CAPABILITY_IAM"]
    )
    return cloudformation.describe_stacks(StackName="hardstop")["Stacks"][0]


def deployed(stack, client):
    """What the services have after the deployment, not what the template says."""
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    functions = {}
    for function in client("lambda").list_functions()["Functions"]:
        variables = function["Environment"]["Variables"]
        functions[variables["QUARKUS_LAMBDA_HANDLER"]] = {
            "arn": function["FunctionArn"],
            "variables": variables,
            "timeout": function["Timeout"],
            "memory": function["MemorySize"],
        }
    queue = client("sqs").get_queue_attributes(
        QueueUrl=outputs["QueueUrl"], AttributeNames=["All"]
    )["Attributes"]
    topic = client("sns").get_topic_attributes(TopicArn=outputs["TopicArn"])["Attributes"]
    return {
        "status": stack["StackStatus"],
        "account": client("sts").get_caller_identity()["Account"],
        "outputs": outputs,
        "parameter": json.loads(
            client("ssm").get_parameter(Name="/hardstop/hardstop")["Parameter"]["Value"]
        ),
        "functions": functions,
        "sources": [
            {"function": each["FunctionArn"], "queue": each["EventSourceArn"]}
            for each in client("lambda").list_event_source_mappings()["EventSourceMappings"]
        ],
        "topic": {"arn": outputs["TopicArn"], "policy": json.loads(topic["Policy"])},
        "queue": {
            "url": outputs["QueueUrl"],
            "arn": queue["QueueArn"],
            "policy": json.loads(queue["Policy"]),
        },
    }


def main(path):
    teach_cloudformation("AWS::SNS::TopicPolicy", topic_policy)
    teach_cloudformation("AWS::SQS::QueuePolicy", queue_policy)
    teach_cloudformation("AWS::SNS::Subscription", subscription)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"

    def client(service):
        return boto3.client(service, endpoint_url=endpoint)

    stack = create(translated(path), client)
    print(json.dumps({"endpoint": endpoint, **deployed(stack, client)}), flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
