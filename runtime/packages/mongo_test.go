package packages_test

import (
	"encoding/binary"
	"io"
	"net"
	"strings"
)

// The operations of MongoDB's wire protocol that the driver uses here.
const (
	opReply = 1
	opQuery = 2004
	opMsg   = 2013
)

// mongo answers as a MongoDB 4.2 that stands alone and keeps nothing but the last
// document: what the driver inserted is what it finds. There is no MongoDB in Debian.
func (w *world) mongo(conn net.Conn) {
	defer conn.Close()
	var last []byte
	for {
		header := make([]byte, 16)
		if _, err := io.ReadFull(conn, header); err != nil {
			return
		}
		length := binary.LittleEndian.Uint32(header)
		if length < 16 || length > 1<<20 {
			return
		}
		body := make([]byte, length-16)
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		request := binary.LittleEndian.Uint32(header[4:])
		switch binary.LittleEndian.Uint32(header[12:]) {
		case opQuery:
			_, _ = conn.Write(message(request, opReply, append(make([]byte, 16), hello()...), 16+4))
		case opMsg:
			_, _ = conn.Write(message(request, opMsg, append(make([]byte, 5), w.mongoCommand(body, &last)...), 0))
		}
	}
}

// message frames an answer. An OP_REPLY says at countAt how many documents it has: one.
func message(request, operation uint32, body []byte, countAt int) []byte {
	if operation == opReply {
		body = append(make([]byte, 4), body...)
		binary.LittleEndian.PutUint32(body[countAt-4:], 1)
	}
	framed := binary.LittleEndian.AppendUint32(nil, uint32(16+len(body)))
	framed = binary.LittleEndian.AppendUint32(framed, 1)
	framed = binary.LittleEndian.AppendUint32(framed, request)
	framed = binary.LittleEndian.AppendUint32(framed, operation)
	return append(framed, body...)
}

func hello() []byte {
	return document(boolean("ismaster", true), number("maxBsonObjectSize", 16<<20), number("maxMessageSizeBytes", 48000000),
		number("maxWriteBatchSize", 100000), number("minWireVersion", 0), number("maxWireVersion", 8), boolean("readOnly", false), number("ok", 1))
}

// mongoCommand answers the command in the first section of an OP_MSG.
func (w *world) mongoCommand(body []byte, last *[]byte) []byte {
	command := body[5:] // flags, and the kind of the section
	switch name := firstName(command); name {
	case "insert":
		*last = member(command, "documents", "0")
		w.note("mongo insert " + quoted(*last))
		if strings.Contains(string(*last), "fails") {
			failure := document(number("index", 0), number("code", 121), text("errmsg", "Document failed validation"))
			return document(number("n", 0), list("writeErrors", failure), number("ok", 1))
		}
		return document(number("n", 1), number("ok", 1))
	case "find":
		w.note("mongo find " + quoted(member(command, "filter")))
		found := embedded("cursor", document(list("firstBatch", *last), long("id", 0), text("ns", "app.users")))
		return document(found, number("ok", 1))
	case "ismaster", "isMaster", "hello":
		return hello()
	default:
		w.note("mongo " + name)
		return document(number("ok", 1))
	}
}
