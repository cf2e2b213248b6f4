package com.example.app.feedback;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/feedback")
class FeedbackController {

    // TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with the table in
    //       src/main/resources/migrations. A JdbcClient that the constructor asks for has the database.
    // TODO: GET /feedback/{id}
    // TODO: the worker (worker/Worker.java)
    // TODO: GET /dead-letters, POST /dead-letters/{id}/retry, GET /stats
    // TODO: answer every error as JSON: { "error": "..." }
}
