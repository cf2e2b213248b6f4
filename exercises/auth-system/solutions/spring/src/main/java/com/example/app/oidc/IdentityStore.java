package com.example.app.oidc;

import com.example.app.fields.Rule;
import com.example.app.users.User;
import com.example.app.users.UserStore;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who somebody at the provider is here. */
@Repository
class IdentityStore {

    /** What the provider says of somebody. */
    record Person(String issuer, String subject, String email, boolean emailVerified, String name) {}

    private final JdbcClient database;
    private final UserStore users;

    IdentityStore(JdbcClient database, UserStore users) {
        this.database = database;
        this.users = users;
    }

    /**
     * Finds the user, or makes one: by the subject if it is known, else by the address.
     *
     * @return nobody where the address would be needed and the provider has not verified it
     */
    @Transactional
    Optional<User> findOrCreate(Person person) {
        Optional<User> known = find(person);
        if (known.isPresent() || !person.emailVerified() || person.email() == null) return known;
        String email = Rule.canonicalEmail(person.email());
        users.create(email, person.name() == null ? email : person.name(), null);
        User user = users.findByEmail(email).orElseThrow();
        database.sql("""
                        INSERT INTO identities (issuer, subject, user_id) VALUES (:issuer, :subject, :user)
                        ON CONFLICT DO NOTHING
                        """)
                .param("issuer", person.issuer())
                .param("subject", person.subject())
                .param("user", user.id())
                .update();
        return Optional.of(user);
    }

    private Optional<User> find(Person person) {
        return database.sql("SELECT " + User.COLUMNS + """
                         FROM identities JOIN users ON users.id = user_id
                        WHERE issuer = :issuer AND subject = :subject
                        """)
                .param("issuer", person.issuer())
                .param("subject", person.subject())
                .query(User::from)
                .optional();
    }
}
