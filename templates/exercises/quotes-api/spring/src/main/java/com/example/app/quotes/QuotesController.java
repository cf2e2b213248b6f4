package com.example.app.quotes;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/quotes")
class QuotesController {

    // TODO 1: the quotes that the server starts with: QuoteFile reads them. Let Spring hand it to the constructor.

    // TODO 2: GET /quotes answers all quotes. Then the other routes of the README, one after the other.

    // TODO 3: errors as the README wants them, 404 for an unknown route included. One class can answer them all:
    // look up @RestControllerAdvice and ResponseEntityExceptionHandler.
}
