import { Body, Controller, Get, NotFoundException, Param, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';

import { ZodPipe } from '../http/zod.pipe.js';
import { type Quote } from '../load-quotes.js';
import { newQuote, type NewQuote, quoteFilter, type QuoteFilter } from './quote.schema.js';
import { QuotesService } from './quotes.service.js';

@Controller('quotes')
export class QuotesController {
  constructor(private readonly quotes: QuotesService) {}

  @Get()
  list(@Query(new ZodPipe(quoteFilter)) filter: QuoteFilter): Quote[] {
    return this.quotes.find(filter);
  }

  @Post()
  add(
    @Body(new ZodPipe(newQuote)) input: NewQuote,
    @Res({ passthrough: true }) response: Response,
  ): Quote {
    const quote = this.quotes.add(input);
    response.location(`/quotes/${quote.id}`);
    return quote;
  }

  // Before ':id', which would take 'random' for an id.
  @Get('random')
  random(): Quote {
    return found(this.quotes.random(), 'There are no quotes.');
  }

  @Get(':id')
  get(@Param('id') id: string): Quote {
    return found(this.quotes.get(id), `There is no quote with the id ${id}.`);
  }
}

function found(quote: Quote | undefined, otherwise: string): Quote {
  if (!quote) throw new NotFoundException(otherwise);
  return quote;
}
