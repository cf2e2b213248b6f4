import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { loadQuotes, type Quote } from '../load-quotes.js';
import { type NewQuote, type QuoteFilter } from './quote.schema.js';

/** The quotes, in memory. */
@Injectable()
export class QuotesService {
  private readonly quotes = loadQuotes();
  private lastId = Math.max(0, ...this.quotes.map((quote) => quote.id));

  /** The quotes that fit every filter given; all of them without a filter. */
  find({ author, search }: QuoteFilter): Quote[] {
    return this.quotes.filter(
      (quote) =>
        (author === undefined || quote.author.toLowerCase() === author.toLowerCase()) &&
        (search === undefined || quote.text.toLowerCase().includes(search.toLowerCase())),
    );
  }

  /** The quote with this id, which is text, as it comes out of a path. */
  get(id: string): Quote | undefined {
    return this.quotes.find((quote) => String(quote.id) === id);
  }

  random(): Quote | undefined {
    return this.quotes[randomInt(this.quotes.length)];
  }

  add({ text, author }: NewQuote): Quote {
    this.lastId += 1;
    const quote = { id: this.lastId, text, author };
    this.quotes.push(quote);
    return quote;
  }
}
