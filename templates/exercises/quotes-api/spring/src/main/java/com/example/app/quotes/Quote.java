package com.example.app.quotes;

public record Quote(int id, String text, String author) {}
