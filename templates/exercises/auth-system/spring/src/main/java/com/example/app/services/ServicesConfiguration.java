package com.example.app.services;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Where the database and the mail server are. What is missing in the environment is as compose.yaml starts it. */
@Configuration
class ServicesConfiguration {

    /** What Spring Boot makes its DataSource of; JPA and transactions stand on that. */
    @Bean
    JdbcConnectionDetails database(@Value("${DATABASE_URL:postgresql://app:app@localhost:5432/app}") URI url) {
        ServiceUrl database = ServiceUrl.parse(url);
        int port = database.port() == -1 ? 5432 : database.port();
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return "jdbc:postgresql://%s:%d%s".formatted(database.host(), port, database.path());
            }

            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }

    @Bean
    JavaMailSender mailSender(@Value("${SMTP_URL:smtp://app:app@localhost:1025}") URI url) {
        ServiceUrl server = ServiceUrl.parse(url);
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(server.host());
        sender.setPort(server.port());
        sender.setUsername(server.user());
        sender.setPassword(server.password());
        sender.getJavaMailProperties().setProperty("mail.smtp.auth", String.valueOf(server.user() != null));
        return sender;
    }
}
