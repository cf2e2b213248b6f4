package com.example.app.sessions;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface SessionRepository extends JpaRepository<Session, UUID> {

    @Query("select s from Session s join fetch s.user where s.id = :id and s.user.id = :userId")
    Optional<Session> findWithUser(UUID id, long userId);

    /** A subquery, for a join would lock the row of the token too: only those of one session have to take turns. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select s from Session s
            where s.id = (select t.session.id from RefreshToken t where t.tokenHash = :tokenHash)
            """)
    Optional<Session> lockByRefreshToken(byte[] tokenHash);

    // Statements, not entities that are loaded and removed: a session that another request has ended is no error.
    @Modifying
    @Query("delete from Session s where s.id = :id")
    void end(UUID id);

    @Modifying
    @Query("delete from Session s where s.user.id = :userId")
    void endAllOf(long userId);
}
