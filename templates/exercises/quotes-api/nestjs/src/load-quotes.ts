import { readFileSync } from 'node:fs';

const FILE = new URL('../data/quotes.json', import.meta.url);

export interface Quote {
  id: number;
  text: string;
  author: string;
}

/** The quotes of the data file. */
export function loadQuotes(): Quote[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Quote[];
}
