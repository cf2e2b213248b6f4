# The quotes API in Ruby, which no stack knows.
require 'json'
require 'webrick'

QUOTES = JSON.parse(File.read('quotes.json', encoding: 'UTF-8'))
LOCK = Mutex.new

class Api < WEBrick::HTTPServlet::AbstractServlet
  def service(request, response)
    path = request.path
    status, body = LOCK.synchronize { route(request.request_method, path, request, response) }
    response.status = status
    response['Content-Type'] = 'application/json'
    response.body = JSON.generate(body)
  rescue JSON::ParserError, WEBrick::HTTPStatus::LengthRequired
    response.status = 400
    response['Content-Type'] = 'application/json'
    response.body = JSON.generate(error: 'The body is not a JSON object.')
  end

  private

  def route(method, path, request, response)
    case [method, path]
    in ['GET', '/health'] then [200, { status: 'ok' }]
    in ['GET', '/quotes'] then [200, found(request.query)]
    in ['GET', '/quotes/random'] then [200, QUOTES.sample]
    in ['POST', '/quotes'] then add(request.body, response)
    in ['GET', %r{\A/quotes/([^/]+)\z}] then one(path.delete_prefix('/quotes/'))
    else [404, { error: 'There is no such route.' }]
    end
  end

  def found(query)
    author, search = query.values_at('author', 'search').map { |one| one&.dup&.force_encoding('UTF-8')&.downcase }
    QUOTES.select do |quote|
      (author.nil? || quote['author'].downcase == author) && (search.nil? || quote['text'].downcase.include?(search))
    end
  end

  def one(id)
    quote = QUOTES.find { |each| each['id'].to_s == id }
    quote ? [200, quote] : [404, { error: 'There is no quote with this id.' }]
  end

  def add(body, response)
    sent = JSON.parse((body || '').dup.force_encoding('UTF-8'))
    return [400, { error: 'The body is not a JSON object.' }] unless sent.is_a?(Hash)

    wrong = %w[text author].reject { |field| sent[field].is_a?(String) && !sent[field].strip.empty? }
    unless wrong.empty?
      return [400, { error: 'The quote is not valid.', fields: wrong.to_h { |field| [field, 'has to be text'] } }]
    end

    quote = { 'id' => QUOTES.map { |each| each['id'] }.max + 1, 'text' => sent['text'], 'author' => sent['author'] }
    QUOTES << quote
    response['Location'] = "/quotes/#{quote['id']}"
    [201, quote]
  end
end

server = WEBrick::HTTPServer.new(Port: Integer(ENV.fetch('PORT', '3000')), AccessLog: [])
server.mount('/', Api)
trap('TERM') { server.shutdown }
server.start
