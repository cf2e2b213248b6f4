import { readFileSync } from 'node:fs';

const FILE = new URL('../data/quotes.json', import.meta.url);

/** The quotes of the data file: an array of { id, text, author }. */
export function loadQuotes() {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}
