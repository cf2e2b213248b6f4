package com.example.app.users;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface UserRepository extends JpaRepository<User, Long> {

    Optional<User> findByEmail(String email);

    /** Of several changes of one user each begins with what the one before has left. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> lockById(long id);

    /** Looking first and saving then would let two requests make the same user. */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO users (email, name, role, password_hash) VALUES (:email, :name, :role, :passwordHash)
            ON CONFLICT (email) DO NOTHING
            """)
    int insertUnlessKnown(String email, String name, String role, String passwordHash);

    /** The database deletes all that belongs to the user as well. */
    @Modifying
    @Query("delete from User u where u.id = :id")
    int deleteWithAll(long id);
}
