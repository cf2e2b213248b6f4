package com.example.app.accounts;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
class AccountsController {

    // TODO: POST /auth/register checks its input and answers 202; begin here. An @Entity and an
    //       interface that extends JpaRepository keep it; a JavaMailSender that the constructor asks for sends mails.
    // TODO: the mail with the link, POST /auth/confirm, POST /auth/login, GET /me
    // TODO: POST /auth/refresh and /auth/logout; /auth/forgot and /auth/reset; the lock-out
    // TODO: the routes of /users, with who may do what
    // TODO: GET /auth/oidc/login and /auth/oidc/callback
    // TODO: answer every error as JSON: { "error": "..." }
}
