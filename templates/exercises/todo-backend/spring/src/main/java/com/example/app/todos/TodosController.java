package com.example.app.todos;

import org.springframework.web.bind.annotation.RestController;

@RestController
class TodosController {

    // TODO: POST / keeps a todo in memory and answers with it; begin here. Many threads run this at once.
    // TODO: GET / and DELETE /
    // TODO: a route for each todo's url: GET, PATCH and DELETE
    // TODO: let pages of other origins in, preflights included; which answers does that concern?
}
