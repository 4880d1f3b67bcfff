/** Has one of everything in which a hand can slip. */
export const smallDocument = `openapi: 3.1.0
info: { title: Codes, version: v1.0 }
servers:
  - url: https://graph.example.com
security:
  - token: []
paths:
  /{Version}/codes:
    post:
      operationId: saveCode
      parameters:
        - $ref: '#/components/parameters/Version'
        - name: limit
          in: query
          schema: { type: integer, minimum: 1 }
          example: 5
      requestBody:
        required: true
        content:
          application/json:
            schema:
              oneOf:
                - $ref: '#/components/schemas/New'
                - $ref: '#/components/schemas/Changed'
            examples:
              create: { value: { message: Hi, count: 2, loud: true, tags: [one] } }
      responses:
        '200':
          description: Saved
          content:
            application/json:
              schema: { type: array, items: { type: boolean } }
              examples:
                saved: { value: [true] }
        '400': { description: Refused }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  parameters:
    Version:
      name: Version
      in: path
      required: true
      schema: { type: string, enum: [v1.0] }
  schemas:
    New:
      type: object
      required: [message]
      properties:
        message: { type: string, minLength: 1, maxLength: 140 }
        link: { type: string, format: uri }
        code: false
    Changed:
      type: object
      properties:
        code: { type: string, pattern: '^[A-Z0-9]{14}$' }
    Other: { type: string }
`;
