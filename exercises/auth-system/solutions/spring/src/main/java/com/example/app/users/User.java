package com.example.app.users;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A user as they are shown. What is secret is not in here, so that it cannot be shown by mistake. */
public record User(long id, String email, String name, Role role) {

    public static final String COLUMNS = "users.id, users.email, users.name, users.role";

    public static User from(ResultSet row, int number) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow());
    }
}
