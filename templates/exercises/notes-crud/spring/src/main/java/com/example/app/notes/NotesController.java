package com.example.app.notes;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notes")
class NotesController {

    // TODO: POST /notes keeps a note in memory and answers 201 with it; begin here. Many threads run this at once.
    // TODO: GET /notes and GET /notes/{id}
    // TODO: PUT, PATCH and DELETE /notes/{id}
    // TODO: answer every error as JSON: { "error": "..." }. One class can do it for all controllers: look up
    //       @RestControllerAdvice, ResponseEntityExceptionHandler, and ErrorController for what Tomcat refuses.
}
