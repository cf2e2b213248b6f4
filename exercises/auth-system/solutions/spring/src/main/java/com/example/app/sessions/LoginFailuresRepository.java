package com.example.app.sessions;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface LoginFailuresRepository extends JpaRepository<LoginFailures, String> {

    /**
     * Counts an attempt in one statement, so that none is lost among others of the same moment.
     *
     * @param most how many there may be
     * @param unlocked where the last was not after this, the address is locked no more
     * @return 0 where the address is locked
     */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO login_failures AS earlier (email, failures, last_at) VALUES (:email, 1, :now)
            ON CONFLICT (email) DO UPDATE SET
              failures = CASE WHEN earlier.failures >= :most THEN 1 ELSE earlier.failures + 1 END,
              last_at = excluded.last_at
            WHERE earlier.failures < :most OR earlier.last_at <= :unlocked
            """)
    int count(String email, int most, Instant now, Instant unlocked);

    @Modifying
    @Query("delete from LoginFailures f where f.email = :email")
    void forget(String email);
}
