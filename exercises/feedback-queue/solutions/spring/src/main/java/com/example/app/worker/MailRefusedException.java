package com.example.app.worker;

/** The mail was not accepted, for whatever reason. */
class MailRefusedException extends Exception {

    private final boolean permanent;

    MailRefusedException(String message, boolean permanent, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /** Whether it never will be (RFC 5321 §4.2.1). */
    boolean isPermanent() {
        return permanent;
    }
}
