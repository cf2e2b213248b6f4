package com.example.app.users;

import com.example.app.Settings;
import com.example.app.fields.Rule;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class UserStore {

    /** A user and the hash that a login is held against; null for those who only log in at the provider. */
    public record Credentials(long userId, String passwordHash) {}

    private final JdbcClient database;
    private final String adminEmail;

    UserStore(JdbcClient database, Settings settings) {
        this.database = database;
        adminEmail = Rule.canonicalEmail(settings.adminEmail());
    }

    public List<User> all() {
        return database.sql("SELECT " + User.COLUMNS + " FROM users ORDER BY id")
                .query(User::from)
                .list();
    }

    public Optional<User> find(long id) {
        return database.sql("SELECT " + User.COLUMNS + " FROM users WHERE id = :id")
                .param("id", id)
                .query(User::from)
                .optional();
    }

    public Optional<User> findByEmail(String email) {
        return database.sql("SELECT " + User.COLUMNS + " FROM users WHERE email = :email")
                .param("email", email)
                .query(User::from)
                .optional();
    }

    public Optional<Credentials> findCredentials(String email) {
        return database.sql("SELECT id, password_hash FROM users WHERE email = :email")
                .param("email", email)
                .query((row, number) -> new Credentials(row.getLong("id"), row.getString("password_hash")))
                .optional();
    }

    /**
     * Creates a user unless the address has one.
     *
     * @param passwordHash null for somebody who only logs in at the provider
     * @return whether a user was made
     */
    public boolean create(String email, String name, String passwordHash) {
        Role role = email.equals(adminEmail) ? Role.ADMIN : Role.USER;
        return database.sql("""
                        INSERT INTO users (email, name, role, password_hash) VALUES (:email, :name, :role, :hash)
                        ON CONFLICT (email) DO NOTHING
                        """)
                        .param("email", email)
                        .param("name", name)
                        .param("role", role.key())
                        .param("hash", passwordHash)
                        .update()
                == 1;
    }

    public Optional<User> rename(long id, String name) {
        return database.sql("UPDATE users SET name = :name WHERE id = :id RETURNING " + User.COLUMNS)
                .param("name", name)
                .param("id", id)
                .query(User::from)
                .optional();
    }

    public Optional<User> changeRole(long id, Role role) {
        return database.sql("UPDATE users SET role = :role WHERE id = :id RETURNING " + User.COLUMNS)
                .param("role", role.key())
                .param("id", id)
                .query(User::from)
                .optional();
    }

    public void setPasswordHash(long id, String hash) {
        database.sql("UPDATE users SET password_hash = :hash WHERE id = :id")
                .param("hash", hash)
                .param("id", id)
                .update();
    }

    /** Deletes a user, with all that belongs to them: the database sees to that. */
    public boolean delete(long id) {
        return database.sql("DELETE FROM users WHERE id = :id").param("id", id).update() == 1;
    }
}
