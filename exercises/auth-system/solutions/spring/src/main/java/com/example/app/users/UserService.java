package com.example.app.users;

import com.example.app.Settings;
import com.example.app.fields.Rule;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class UserService {

    private final UserRepository users;
    private final String adminEmail;

    UserService(UserRepository users, Settings settings) {
        this.users = users;
        adminEmail = Rule.canonicalEmail(settings.adminEmail());
    }

    public List<User> all() {
        return users.findAll(Sort.by("id"));
    }

    public Optional<User> find(long id) {
        return users.findById(id);
    }

    public Optional<User> findByEmail(String email) {
        return users.findByEmail(email);
    }

    /**
     * Creates a user unless the address has one.
     *
     * @param passwordHash null for somebody who only logs in at the provider
     * @return whether a user was made
     */
    @Transactional
    public boolean create(String email, String name, String passwordHash) {
        Role role = email.equals(adminEmail) ? Role.ADMIN : Role.USER;
        return users.insertUnlessKnown(email, name, role.name(), passwordHash) == 1;
    }

    @Transactional
    public Optional<User> rename(long id, String name) {
        Optional<User> user = users.lockById(id);
        user.ifPresent(found -> found.setName(name));
        return user;
    }

    @Transactional
    public Optional<User> changeRole(long id, Role role) {
        Optional<User> user = users.lockById(id);
        user.ifPresent(found -> found.setRole(role));
        return user;
    }

    /** Deletes a user, with all that belongs to them. */
    @Transactional
    public boolean delete(long id) {
        return users.deleteWithAll(id) == 1;
    }
}
