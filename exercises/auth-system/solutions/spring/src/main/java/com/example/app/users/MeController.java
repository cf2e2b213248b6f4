package com.example.app.users;

import com.example.app.fields.FieldReader;
import com.example.app.fields.Rule;
import com.example.app.sessions.Guard;
import com.example.app.sessions.Session;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/me")
class MeController {

    private final UserService users;

    MeController(UserService users) {
        this.users = users;
    }

    @GetMapping
    UserView read(Session session) {
        return UserView.of(session.getUser());
    }

    @PatchMapping
    UserView change(Session session, @RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String name = fields.text("name", Rule.NAME);
        fields.refuseIfWrong();
        // Somebody may have deleted the account since the session was looked up.
        return users.rename(session.getUser().getId(), name).map(UserView::of).orElseThrow(Guard::unauthorized);
    }
}
