package com.example.app.accounts;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface RegistrationRepository extends JpaRepository<Registration, Long> {

    Optional<Registration> findByTokenHashAndExpiresAtAfter(byte[] tokenHash, Instant now);

    /** Of several requests at the same moment only the first deletes any. */
    @Modifying
    @Query("delete from Registration r where r.email = :email")
    int deleteAllOf(String email);
}
