/** A document of two operations in which one line at a time is changed. Every line that is searched for stands once. */
export const smallApi = `openapi: 3.1.0
info:
  title: Codes
  version: v1.0
servers:
  - url: https://one.example
  - url: https://two.example
security:
  - token: []
  - key: []
paths:
  /codes:
    get:
      operationId: listCodes
      summary: List
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
            format: int32
            minimum: 1
            maximum: 25
            default: 10
          example: 5
        - name: order
          in: query
          required: false # order
          style: form
          schema:
            enum: [newest, oldest]
      responses:
        '200':
          description: A page
          headers:
            X-Usage:
              required: true # header
              schema: { type: string }
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Page'
              examples:
                empty:
                  value: { data: [] }
        '404':
          description: Nothing
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Failure'
              example: { error: { code: 803 } }
    post:
      operationId: saveCode
      security:
        - token: []
      requestBody:
        required: true # body
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Save'
            examples:
              create:
                value: { text: hello }
      responses:
        '200':
          description: Saved
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Code'
components:
  securitySchemes:
    token: { type: http, scheme: bearer, bearerFormat: JWT }
    key: { type: apiKey, in: query, name: key }
  schemas:
    Page:
      type: object
      required: [data]
      properties:
        data:
          type: array
          items:
            $ref: '#/components/schemas/Code'
    Code:
      type: object
      required: [id, text]
      properties:
        id:
          type: string
          pattern: ^[A-Z]+$
          example: ABC
        text:
          type: string # text of a code
        state:
          enum: [live, dead]
        link:
          type: string
          format: uri
        made:
          type: [integer, 'null']
          description: When
        owner:
          anyOf:
            - type: string # owner
            - type: integer # owner
    Save:
      type: object
      required: [text]
      properties:
        text:
          type: string # text to save
          minLength: 1
        image:
          enum: [PNG, SVG]
        size:
          type: number
          default: 100
        secret: false
    Failure:
      type: object
      properties:
        error:
          type: object
          properties:
            code:
              type: integer # code of a failure
`;

/** The document with one piece of text in place of another. */
export function edited(find: string, replacement: string, text: string = smallApi): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`expected ${JSON.stringify(find)} once in the document, found it ${parts.length - 1} times`);
  return parts.join(replacement);
}
