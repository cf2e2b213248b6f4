package com.example.app.secrets;

import com.example.app.Settings;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id as OWASP recommends it: 19 MiB, two passes. Salt and settings are part of the hash. */
@Component
public class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19_456;

    private final PasswordEncoder encoder;
    // Each needs its 19 MiB: a burst of logins waits for its turn instead of filling the memory.
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());
    private String nobodys;

    Passwords(Settings settings) {
        encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, settings.argon2Passes());
    }

    public String hash(String password) {
        return inTurn(() -> encoder.encode(password));
    }

    /** Takes as long where there is no hash as for a wrong password, so that the time tells nothing. */
    public boolean matches(String password, String hash) {
        if (hash == null) {
            inTurn(() -> encoder.matches(password, nobodysHash()));
            return false;
        }
        return inTurn(() -> encoder.matches(password, hash));
    }

    private synchronized String nobodysHash() {
        if (nobodys == null) {
            nobodys = encoder.encode(Secrets.create());
        }
        return nobodys;
    }

    private <T> T inTurn(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
