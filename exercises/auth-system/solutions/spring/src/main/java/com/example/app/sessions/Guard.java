package com.example.app.sessions;

import com.example.app.errors.ApiException;
import com.example.app.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds out who asks, and whether they may: for methods with {@link AllowedTo} or a parameter {@link Session}. */
@Component
public class Guard implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String SCHEME = "bearer ";

    private final AccessTokens accessTokens;
    private final SessionService sessions;

    Guard(AccessTokens accessTokens, SessionService sessions) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
    }

    public static void demand(Session session, Role... roles) {
        if (!List.of(roles).contains(session.getUser().getRole())) {
            throw new ApiException(HttpStatus.FORBIDDEN, "You are not allowed to do that.");
        }
    }

    public static ApiException unauthorized() {
        return new ApiException(HttpStatus.UNAUTHORIZED, "Log in first.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        AllowedTo allowed =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(AllowedTo.class) : null;
        if (allowed != null) {
            demand(sessionOf(request.getHeader(HttpHeaders.AUTHORIZATION)), allowed.value());
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Session.class;
    }

    @Override
    public Session resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer model,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        return sessionOf(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** Asks the database each time, so that a logout, another role or a deleted user counts at once. */
    private Session sessionOf(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthorized();
        }
        return accessTokens
                .read(authorization.substring(SCHEME.length()).strip())
                .flatMap(claims -> sessions.find(claims.sessionId(), claims.userId()))
                .orElseThrow(Guard::unauthorized);
    }
}
