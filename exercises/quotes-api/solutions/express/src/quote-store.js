/** The quotes, in memory. */
export class QuoteStore {
  #quotes;
  #nextId;

  constructor(quotes) {
    this.#quotes = [...quotes];
    this.#nextId = Math.max(0, ...quotes.map((quote) => quote.id)) + 1;
  }

  /** The quotes that fit every filter given; all of them without a filter. */
  find({ author, search }) {
    let found = this.#quotes;
    if (author !== undefined) {
      found = found.filter((quote) => lower(quote.author) === lower(author));
    }
    if (search !== undefined) {
      found = found.filter((quote) => lower(quote.text).includes(lower(search)));
    }
    return found;
  }

  /** The quote with this id, or undefined. The id is text, as it comes out of a path. */
  get(id) {
    return this.#quotes.find((quote) => String(quote.id) === id);
  }

  random() {
    return this.#quotes[Math.floor(Math.random() * this.#quotes.length)];
  }

  add({ text, author }) {
    const quote = { id: this.#nextId, text, author };
    this.#nextId += 1;
    this.#quotes.push(quote);
    return quote;
  }
}

// A parameter that stands twice in the query arrives as an array; String() makes text of that, too.
function lower(value) {
  return String(value).toLowerCase();
}
