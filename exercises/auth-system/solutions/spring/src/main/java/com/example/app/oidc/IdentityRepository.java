package com.example.app.oidc;

import com.example.app.users.User;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface IdentityRepository extends JpaRepository<Identity, Long> {

    @Query("select i.user from Identity i where i.issuer = :issuer and i.subject = :subject")
    Optional<User> findUser(String issuer, String subject);

    /** Somebody who logs in twice at the same moment is linked once. */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO identities (issuer, subject, user_id) VALUES (:issuer, :subject, :userId)
            ON CONFLICT DO NOTHING
            """)
    void link(String issuer, String subject, long userId);
}
