package com.example.app.oidc;

import com.example.app.users.User;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** Who a user is at the provider. The subject stays the same for ever, the address there may change. */
@Entity
@Table(name = "identities")
class Identity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String issuer;
    private String subject;

    @ManyToOne(fetch = FetchType.LAZY)
    private User user;

    protected Identity() {}
}
