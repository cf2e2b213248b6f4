package com.example.app.accounts;

import com.example.app.users.User;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface PasswordResetRepository extends JpaRepository<PasswordReset, Long> {

    /** The user whom the token was mailed to. A subquery, for a join would lock the row of the token too. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = (select r.user.id from PasswordReset r where r.tokenHash = :tokenHash)")
    Optional<User> lockOwner(byte[] tokenHash);

    boolean existsByTokenHashAndExpiresAtAfter(byte[] tokenHash, Instant now);

    @Modifying
    @Query("delete from PasswordReset r where r.user = :user")
    void deleteAllOf(User user);
}
