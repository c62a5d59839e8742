# Asks Hardstop to which addresses mail may be sent, without HTTP: it invokes the function check directly.
#
#   HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… ruby check.rb ok@example.com gone@example.org
require "aws-sdk-lambda"
require "json"

# Unknown: send to none of the addresses now, and ask again later.
class NoVerdict < StandardError; end

# The addresses, out of at most 1,000, to which mail may be sent.
def mailable(addresses)
  begin
    # The function itself gives up after 15 seconds.
    lambda_client = Aws::Lambda::Client.new(http_open_timeout: 5, http_read_timeout: 20)
    reply = lambda_client.invoke(
      function_name: ENV.fetch("HARDSTOP_CHECK_FUNCTION"),
      payload: JSON.generate({ addresses: addresses })
    )
    answer = JSON.parse(reply.payload.string)
  rescue Aws::Errors::ServiceError, Seahorse::Client::NetworkingError, JSON::ParserError
    raise NoVerdict, "Lambda gave no answer"
  end
  # If the function failed, the status is 200 with a function error. A problem has no results.
  raise NoVerdict, "the function failed" if reply.function_error
  unless answer.is_a?(Hash) && answer["results"].is_a?(Array)
    raise NoVerdict, "the answer has no results"
  end
  answer["results"].select { |each| each["suppressed"] == false }.map { |each| each["address"] }
end

begin
  allowed = mailable(ARGV)
rescue NoVerdict => unknown
  abort "do not know: do not send (#{unknown.message})"
end
ARGV.each do |address|
  puts "#{address}: #{allowed.include?(address) ? 'send' : 'do not send'}"
end
