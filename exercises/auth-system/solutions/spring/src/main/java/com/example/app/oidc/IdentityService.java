package com.example.app.oidc;

import com.example.app.fields.Rule;
import com.example.app.users.User;
import com.example.app.users.UserService;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who somebody at the provider is here. */
@Service
class IdentityService {

    /** What the provider says of somebody. */
    record Person(String issuer, String subject, String email, boolean emailVerified, String name) {}

    private final IdentityRepository identities;
    private final UserService users;

    IdentityService(IdentityRepository identities, UserService users) {
        this.identities = identities;
        this.users = users;
    }

    /**
     * Finds the user, or makes one: by the subject if it is known, else by the address.
     *
     * @return nobody where the address would be needed and the provider has not verified it
     */
    @Transactional
    public Optional<User> findOrCreate(Person person) {
        Optional<User> known = identities.findUser(person.issuer(), person.subject());
        if (known.isPresent() || !person.emailVerified() || person.email() == null) return known;
        String email = Rule.canonicalEmail(person.email());
        users.create(email, person.name() == null ? email : person.name(), null);
        User user = users.findByEmail(email).orElseThrow();
        identities.link(person.issuer(), person.subject(), user.getId());
        return Optional.of(user);
    }
}
