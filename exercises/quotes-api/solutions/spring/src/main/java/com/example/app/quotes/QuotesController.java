package com.example.app.quotes;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/quotes")
class QuotesController {

    private final QuoteStore quotes;

    QuotesController(QuoteStore quotes) {
        this.quotes = quotes;
    }

    @GetMapping
    List<Quote> list(@RequestParam Optional<String> author, @RequestParam Optional<String> search) {
        return quotes.all().stream()
                .filter(quote -> author.map(quote::isBy).orElse(true))
                .filter(quote -> search.map(quote::contains).orElse(true))
                .toList();
    }

    @GetMapping("/random")
    Quote random() {
        return quotes.random();
    }

    // The id is taken as text: to Spring, what is no number would be a mistake of another kind (400).
    @GetMapping("/{id}")
    Quote read(@PathVariable String id) {
        return quotes.find(id).orElseThrow(() -> ApiException.notFound("There is no quote with the id " + id + "."));
    }

    @PostMapping
    ResponseEntity<Quote> add(@RequestBody ObjectNode body) {
        Quote added = quotes.add(NewQuote.from(body));
        return ResponseEntity.created(URI.create("/quotes/" + added.id())).body(added);
    }
}
