package com.example.app.oidc;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface OidcLoginRepository extends JpaRepository<OidcLogin, Long> {

    Optional<OidcLogin> findByBrowserHashAndExpiresAtAfter(byte[] browserHash, Instant now);

    /** Of several requests at the same moment only the first deletes it. */
    @Modifying
    @Query("delete from OidcLogin l where l.id = :id")
    int take(long id);
}
