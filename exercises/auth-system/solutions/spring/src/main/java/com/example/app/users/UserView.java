package com.example.app.users;

/** A user as they are shown. What is secret is not in here, so that it cannot be shown by mistake. */
record UserView(long id, String email, String name, Role role) {

    static UserView of(User user) {
        return new UserView(user.getId(), user.getEmail(), user.getName(), user.getRole());
    }
}
