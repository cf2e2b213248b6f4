package com.example.app.users;

import com.example.app.errors.ApiException;
import com.example.app.fields.FieldReader;
import com.example.app.sessions.AllowedTo;
import com.example.app.sessions.Guard;
import com.example.app.sessions.Session;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ids come as text: what is no number is the id of nobody, and who may not ask learns not even that. */
@RestController
@RequestMapping("/users")
class UsersController {

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final UserService users;

    UsersController(UserService users) {
        this.users = users;
    }

    @GetMapping
    @AllowedTo({Role.MODERATOR, Role.ADMIN})
    List<UserView> list() {
        return users.all().stream().map(UserView::of).toList();
    }

    @GetMapping("/{id}")
    UserView read(Session session, @PathVariable String id) {
        if (!isOwn(id, session)) {
            Guard.demand(session, Role.MODERATOR, Role.ADMIN);
        }
        return number(id).flatMap(users::find).map(UserView::of).orElseThrow(UsersController::noSuchUser);
    }

    @PutMapping("/{id}/role")
    @AllowedTo(Role.ADMIN)
    UserView changeRole(Session session, @PathVariable String id, @RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String name = fields.text("role", text -> Role.of(text).isPresent() ? "" : "must be user, moderator or admin");
        fields.refuseIfWrong();
        refuseOwn(id, session);
        return number(id)
                .flatMap(other -> users.changeRole(other, Role.of(name).orElseThrow()))
                .map(UserView::of)
                .orElseThrow(UsersController::noSuchUser);
    }

    @DeleteMapping("/{id}")
    @AllowedTo(Role.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Session session, @PathVariable String id) {
        refuseOwn(id, session);
        if (!number(id).map(users::delete).orElse(false)) {
            throw noSuchUser();
        }
    }

    /** An admin who steps down by mistake could leave nobody who can undo it. */
    private static void refuseOwn(String id, Session session) {
        if (isOwn(id, session)) {
            throw new ApiException(HttpStatus.CONFLICT, "You cannot do that to your own account.");
        }
    }

    private static boolean isOwn(String id, Session session) {
        return id.equals(Long.toString(session.getUser().getId()));
    }

    private static Optional<Long> number(String id) {
        return ID.matcher(id).matches() ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    private static ApiException noSuchUser() {
        return new ApiException(HttpStatus.NOT_FOUND, "There is no such user.");
    }
}
