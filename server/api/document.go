package api

import (
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/api/openapi"
	"trivium/web"
)

// documentFresh is how long others may keep the document without asking whether there is a newer one.
const documentFresh = time.Hour

// described is the API's document in both its forms, made once.
type described struct {
	data []byte
	page web.PageData
}

func describe() (*described, error) {
	document, err := openapi.Read()
	if err != nil {
		return nil, err
	}
	data, err := document.JSON()
	if err != nil {
		return nil, err
	}
	body, err := document.HTML()
	if err != nil {
		return nil, err
	}
	page := web.PageData{
		Title: "API · Trivium", Description: "The REST API of this server.", Body: body, Cache: "public, max-age=3600", Unlisted: true,
	}
	return &described{data: data, page: page}, nil
}

func (s *server) readDocument(c echo.Context) error {
	return cachedBytes(c, documentFresh, "application/json", s.document.data)
}

func (s *server) readDocs(c echo.Context) error { return s.page(c, web.Page, s.document.page) }
