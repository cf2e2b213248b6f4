// Package queue carries jobs from one process to another.
package queue

// TODO: decide for one of the two, use it here, and run `go mod tidy` once the other is no longer imported.
import (
	_ "github.com/rabbitmq/amqp091-go" // a client of RabbitMQ
	_ "github.com/redis/go-redis/v9"   // a client of Redis
)
