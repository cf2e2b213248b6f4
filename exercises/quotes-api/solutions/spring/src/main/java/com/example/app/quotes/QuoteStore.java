package com.example.app.quotes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Keeps the quotes in memory. Many threads use it at the same time. */
@Component
class QuoteStore {

    private final List<Quote> quotes;

    QuoteStore(QuoteFile file) throws IOException {
        quotes = new CopyOnWriteArrayList<>(file.read());
    }

    List<Quote> all() {
        return quotes;
    }

    Quote random() {
        // One look at the list: it may grow between its size and the draw, but it never shrinks.
        return quotes.get(ThreadLocalRandom.current().nextInt(quotes.size()));
    }

    Optional<Quote> find(String id) {
        return quotes.stream()
                .filter(quote -> Integer.toString(quote.id()).equals(id))
                .findAny();
    }

    /** Only here is an id chosen, by one thread at a time. */
    synchronized Quote add(NewQuote quote) {
        int id = quotes.stream().mapToInt(Quote::id).max().orElse(0) + 1;
        Quote added = new Quote(id, quote.text(), quote.author());
        quotes.add(added);
        return added;
    }
}
