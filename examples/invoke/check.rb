# Asks Hardstop which addresses may be mailed, without HTTP: a direct call of its function check.
#
#   HARDSTOP_CHECK_FUNCTION=arn:aws:lambda:… ruby check.rb ok@example.com gone@example.org
require "aws-sdk-lambda"
require "json"

# It is not known who may be mailed: send to none of them now, and ask again later.
class NoVerdict < StandardError; end

# Those of these addresses, at most 1,000, that may be mailed.
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
  # A function that failed is an HTTP 200 with a function error; a problem has no results.
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
