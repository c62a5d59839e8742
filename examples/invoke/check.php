<?php
// Asks Hardstop to which addresses mail may be sent, without HTTP: it invokes the function check directly.
//
//   HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… AWS_REGION=… php check.php ok@example.com gone@example.org
require 'vendor/autoload.php';

/** Unknown: send to none of the addresses now, and ask again later. */
final class NoVerdict extends RuntimeException {}

/** The addresses, out of at most 1,000, to which mail may be sent. */
function mailable(array $addresses): array
{
    try {
        $client = new Aws\Lambda\LambdaClient([
            'region' => getenv('AWS_REGION'),
            'version' => 'latest',
            // The function itself gives up after 15 seconds.
            'http' => ['connect_timeout' => 5, 'timeout' => 20],
        ]);
        $reply = $client->invoke([
            'FunctionName' => getenv('HARDSTOP_CHECK_FUNCTION'),
            'Payload' => json_encode(['addresses' => $addresses], JSON_THROW_ON_ERROR),
        ]);
        $answer = json_decode((string) $reply['Payload'], true, 512, JSON_THROW_ON_ERROR);
    } catch (Aws\Exception\AwsException | JsonException $unreachable) {
        throw new NoVerdict('Lambda gave no answer', 0, $unreachable);
    }
    // If the function failed, the status is 200 with a FunctionError. A problem has no results.
    if (!empty($reply['FunctionError'])) {
        throw new NoVerdict('the function failed');
    }
    if (!is_array($answer) || !is_array($answer['results'] ?? null)) {
        throw new NoVerdict('the answer has no results');
    }
    $allowed = array_filter($answer['results'], fn (array $each) => $each['suppressed'] === false);
    return array_column($allowed, 'address');
}

$addresses = array_slice($argv, 1);
try {
    $allowed = mailable($addresses);
} catch (NoVerdict $unknown) {
    fwrite(STDERR, "do not know: do not send ({$unknown->getMessage()})\n");
    exit(1);
}
foreach ($addresses as $address) {
    echo $address, ': ', in_array($address, $allowed, true) ? 'send' : 'do not send', "\n";
}
